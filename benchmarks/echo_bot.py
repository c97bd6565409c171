"""A plain bot on matrix-nio, as tutorials have it: a callback and `sync_forever`. What ours is measured against."""

from __future__ import annotations

import asyncio
import os

from nio import AsyncClient, MatrixRoom, RoomMessageText


async def main() -> None:
    """Answer every message with its own words."""
    client = AsyncClient(os.environ["ECHO_HOMESERVER"], os.environ["ECHO_USER"])
    client.restore_login(os.environ["ECHO_USER"], os.environ["ECHO_DEVICE"], os.environ["ECHO_TOKEN"])

    async def on_message(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.sender != client.user_id:
            content = {"msgtype": "m.text", "body": f"Echo: {event.body}"}
            await client.room_send(room.room_id, "m.room.message", content)

    await client.sync(timeout=0, full_state=True)  # what was said before is not answered
    client.add_event_callback(on_message, RoomMessageText)
    print("READY", flush=True)
    await client.sync_forever(timeout=30_000)


if __name__ == "__main__":
    asyncio.run(main())
