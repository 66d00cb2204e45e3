"""Debian's python3-socketio, sync and async, in the namespace /support. Run by PythonClientTest.

The client takes a refusal of `/` for the end of everything, so an app with handlers there names its namespace when it
connects, as its documentation has it.
"""

import asyncio
import os
import sys

import socketio

URL = os.environ["SUPPORT_URL"]
TOKEN = os.environ["USER_TOKEN"]
NAMESPACE = "/support"
NO_TICKET = {"ticket_id": "00000000-0000-7000-8000-000000000000"}
REFUSALS = ("TICKET_NOT_FOUND", "UNAVAILABLE")


def check(holds, what):
    if not holds:
        sys.exit("not so: " + what)


def sync():
    client = socketio.Client(reconnection=False)
    refusals = []
    client.on("connect_error", lambda data: refusals.append(data), namespace=NAMESPACE)
    try:
        client.connect(URL, namespaces=[NAMESPACE], transports=["websocket"], auth={"token": "nonsense"}, wait_timeout=15)
        check(False, "a wrong token is refused")
    except socketio.exceptions.ConnectionError:
        check(refusals[0]["message"] == "Unauthorized", f"a refusal has its message: {refusals}")
        check(refusals[0]["data"]["code"] == "UNAUTHENTICATED", f"a refusal has its code: {refusals}")

    client = socketio.Client(reconnection=False)
    foreign = []
    client.on("connect_error", lambda data: foreign.append(data), namespace="/notifications")
    client.connect(
        URL, namespaces=[NAMESPACE, "/notifications"], transports=["websocket"], auth={"token": TOKEN}, wait=False
    )
    for _ in range(100):
        if NAMESPACE in client.namespaces and foreign:
            break
        client.sleep(0.1)
    check(foreign[0]["message"] == "Invalid namespace", f"another namespace is refused: {foreign}")
    check(client.call("leave_ticket", NO_TICKET, namespace=NAMESPACE)["success"], "the first one lives on")
    client.disconnect()

    client = socketio.Client(reconnection=False)
    client.connect(URL, namespaces=[NAMESPACE], transports=["websocket"], auth={"token": TOKEN}, wait_timeout=15)
    check(client.call("authenticate", {"token": TOKEN}, namespace=NAMESPACE)["success"], "a token is renewed")
    refused = client.call("join_ticket", NO_TICKET, namespace=NAMESPACE)
    check(refused["code"] in REFUSALS, f"a refusal is acknowledged: {refused}")
    client.disconnect()


async def asynchronous():
    client = socketio.AsyncClient(reconnection=False)
    refusals = []
    client.on("connect_error", lambda data: refusals.append(data), namespace=NAMESPACE)
    try:
        await client.connect(
            URL, namespaces=[NAMESPACE], transports=["websocket"], auth={"token": "nonsense"}, wait_timeout=15
        )
        check(False, "a wrong token is refused to the async client")
    except socketio.exceptions.ConnectionError:
        check(refusals[0]["message"] == "Unauthorized", f"a refusal has its message: {refusals}")
        check(refusals[0]["data"]["code"] == "UNAUTHENTICATED", f"a refusal has its code: {refusals}")

    client = socketio.AsyncClient(reconnection=False)
    both = asyncio.Event()
    heard = []

    def hear(what):
        heard.append(what)
        if len(heard) == 2:
            both.set()

    client.on("connect", lambda: hear("connected"), namespace=NAMESPACE)
    client.on("connect_error", lambda data: hear(data["message"]), namespace="/notifications")
    await client.connect(
        URL, namespaces=[NAMESPACE, "/notifications"], transports=["websocket"], auth={"token": TOKEN}, wait=False
    )
    await asyncio.wait_for(both.wait(), 15)
    check(sorted(heard) == ["Invalid namespace", "connected"], f"another namespace is refused: {heard}")

    refused = await client.call("join_ticket", NO_TICKET, namespace=NAMESPACE)
    check(refused["success"] is False, f"a refusal is acknowledged: {refused}")
    check(refused["code"] in REFUSALS, f"with its code: {refused}")
    told = asyncio.get_running_loop().create_future()
    client.on("exception", told.set_result, namespace=NAMESPACE)
    await client.emit("join_ticket", NO_TICKET, namespace=NAMESPACE)
    exception = await asyncio.wait_for(told, 15)
    check(exception["status"] == "error" and exception["code"] in REFUSALS, f"or told: {exception}")
    check(exception["event"] == "join_ticket", f"with its event: {exception}")
    check(exception["ticket_id"] == NO_TICKET["ticket_id"], f"with its ticket: {exception}")

    answer = await client.call("leave_ticket", NO_TICKET, namespace=NAMESPACE)
    check(answer["success"], "the async client is served after its refusals")
    await client.disconnect()


sync()
asyncio.run(asynchronous())
print("served")
