"""The words around a number, and what each of them does there, in both languages."""

IN_SECONDS = ("AHT", "ACW", "ASA", "ATT", "HOLD", "FRT")
IN_POINTS = (
    "CSAT",
    "DSAT",
    "QA",
    "QUALITY",
    "FCR",
    "NPS",
    "ADH",
    "ADHERENCE",
    "ATTENDANCE",
    "PASS",
)
COUNTED = ("SALES", "CALLS", "TICKETS", "CHATS", "SURVEYS", "UPSELLS", "SCORE", "CPH", "RPC", "ABS")
METRICS = frozenset((*IN_SECONDS, *IN_POINTS, *COUNTED))
NOUNS = frozenset(
    [
        "calls",
        "tickets",
        "chats",
        "surveys",
        "upsells",
        "sales",
        "cases",
        "emails",
        "cancels",
        "orders",
    ]
)
UNITS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "m": "min", "min": "min", "mins": "min", "minute": "min", "minutes": "min", "minuto": "min",
    "%": "%", "percent": "%", "pct": "%", "pts": "points", "points": "points", "point": "points",
}  # fmt: skip

FIGURE, UNIT, METRIC, WORD = "F", "U", "M", "W"
BETWEEN, SINCE, THEN, NOW, COMMA = "B", "R", "T", "N", "C"
DOWN, UP, MOVED = "D", "A", "V"
SMALL, FOREIGN = "s", "X"
WHAT_THEY_DO: dict[str, str] = {
    BETWEEN: "to hanggang naging -> → => >",
    SINCE: "from mula galing was",
    THEN: "dati dating noon before",
    NOW: "ngayon now na",
    COMMA: ",",
    DOWN: """bumaba baba binaba bumagsak nabawasan nabawas down dropped drop lower lowered reduced
        decreased fell cut""",
    UP: "tumaas taas umakyat umangat dumami up rose raised raise increased higher",
    MOVED: "improved improve gumanda nag-improve went moved changed nagbago gumalaw",
    SMALL: """ko ang yung 'yung my the ng sa is ay ako our namin natin nasa about around mga only
        lang lamang po pa perfect today tonight kanina ngayong kagabi kahapon this last week night
        month just nang i we si""",
    FOREIGN: """and at or o vs versus of out per kada each every a x st nd rd th ish plus minus by
        hindi not less more in pm am tapos then zero under over mahigit halos almost target goal
        wala walang than di ayoko ayaw kaya pagod sawa gusto quit tired""",
}
DOES = {word: what for what, words in WHAT_THEY_DO.items() for word in words.split()}
DAYS = frozenset(["today", "tonight", "kanina", "kagabi", "kahapon", "yesterday", "this", "last"])
# Said first, and the count is what was done: closed 31 tickets, naka-31 calls.
WHAT_THEY_DID = """closed handled took did got made answered resolved finished solved sold processed
    completed reached hit had nakuha natapos nagawa nasagot nakasagot nakatapos nakabenta na-close
    naclose nakapag-close nakaabot umabot naka may meron mayroon"""
DID = frozenset(WHAT_THEY_DID.split())
INTO = ("sa", "at")  # bumaba sa 410: where it went
