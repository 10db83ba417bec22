"""setWebhook, deleteWebhook and getWebhookInfo."""

import re
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from sandbox.telegram.answers import Told, bad_request, too_many_requests, webhook_came
from sandbox.telegram.messages import Json
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import State
from sandbox.telegram.webhook import Target

PORTS = frozenset({80, 88, 443, 8443})
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
BETWEEN_TWO = timedelta(seconds=1)


def set_webhook(state: State, parameters: Parameters) -> Told:
    if not parameters.text("url"):
        return delete_webhook(state, parameters)
    target = target_of(state, parameters)
    if target != state.updates.webhook.target:
        not_too_often(state)
    state.updates.allow(parameters.parsed("allowed_updates", "allowed updates"))
    if parameters.boolean("drop_pending_updates"):
        state.updates.forget()
    if target == state.updates.webhook.target:
        return Told(True, "Webhook is already set")
    state.updates.end_poll(webhook_came())
    state.updates.webhook.aim(target)
    return Told(True, "Webhook was set")


def delete_webhook(state: State, parameters: Parameters) -> Told:
    if parameters.boolean("drop_pending_updates"):
        state.updates.forget()
    if state.updates.webhook.target is None:
        return Told(True, "Webhook is already deleted")
    state.updates.webhook.aim(None)
    return Told(True, "Webhook was deleted")


def get_webhook_info(state: State, _: Parameters) -> Json:
    updates, webhook = state.updates, state.updates.webhook
    info: Json = {"url": "", "has_custom_certificate": False}
    if webhook.target is not None:
        info["url"] = webhook.target.url
        info["has_custom_certificate"] = webhook.target.has_certificate
        info["max_connections"] = webhook.target.max_connections
    info["pending_update_count"] = len(updates.alive())
    if webhook.target is not None and webhook.target.ip_address:
        info["ip_address"] = webhook.target.ip_address
    if webhook.error is not None:
        moment, said = webhook.error
        info |= {"last_error_date": int(moment.timestamp()), "last_error_message": said}
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


def target_of(state: State, parameters: Parameters) -> Target:
    secret = parameters.text("secret_token")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    url = parameters.text("url")
    check_address(address_in(url), is_strict=state.updates.webhook.is_strict)
    asked = parameters.integer("max_connections", USUAL_CONNECTIONS)
    return Target(
        url=url,
        secret=secret,
        max_connections=max(1, min(asked, MOST_CONNECTIONS)),
        has_certificate=bool(parameters.text("certificate")) or "certificate" in parameters.files,
        ip_address=parameters.text("ip_address"),
    )


def address_in(url: str) -> SplitResult:
    try:
        address = urlsplit(url if "://" in url else f"https://{url}")
        is_sound = bool(address.hostname) and address.port != 0
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not is_sound:
        raise bad_request("invalid webhook URL specified")
    return address


def check_address(address: SplitResult, *, is_strict: bool) -> None:
    """The official server looks names up as well; here only plain addresses are judged."""
    if not is_strict:
        return
    if address.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (address.port or 443) not in PORTS:
        said = "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise bad_request(said)
    host = address.hostname or ""
    check_host("127.0.0.1" if host == "localhost" else host)


def check_host(host: str) -> None:
    try:
        ip = ip_address(host)
    except ValueError:
        return
    if ip.version == 6:
        raise bad_request("bad webhook: IPv6-only addresses are not allowed")
    if not ip.is_global:
        raise bad_request(f"bad webhook: IP address {ip} is reserved")


def not_too_often(state: State) -> None:
    webhook, now = state.updates.webhook, state.now()
    last, webhook.set_at = webhook.set_at, now
    if state.updates.paced and last is not None and now - last < BETWEEN_TWO:
        raise too_many_requests(1)


WEBHOOK_METHODS = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
