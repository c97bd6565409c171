"""Everybody in an encrypted room gets the key before anything is said under it."""

from __future__ import annotations

from collections.abc import Iterator

from nio import AsyncClient, ShareGroupSessionResponse

from bot.platforms.platform import Unreachable

NOT_TAKEN = "Der Matrix-Server hat die Schlüssel nicht angenommen."


async def share(client: AsyncClient, room_id: str) -> None:
    """Give the key of a room to those who have not got it. Raises Unreachable, and what the transport raises.

    nio takes a key for given out also where the server took none of it: what is said under it nobody could ever read.
    """
    if not client.rooms[room_id].members_synced:
        await client.joined_members(room_id)
        if client.should_query_keys:
            await client.keys_query()
    if not client.olm.should_share_group_session(room_id) or room_id in client.sharing_session:
        return
    answer = await client.share_group_session(room_id, ignore_unverified_devices=True)
    reached = answer.users_shared_with if isinstance(answer, ShareGroupSessionResponse) else set()
    if not reached.issuperset(_reachable(client, room_id)):
        client.invalidate_outbound_session(room_id)
        raise Unreachable(NOT_TAKEN)


def _reachable(client: AsyncClient, room_id: str) -> Iterator[tuple[str, str]]:
    """Yield whoever can be given a key: devices that we share a secret with already. The others have never shown up."""
    for user in client.rooms[room_id].users:
        for device in client.device_store.active_user_devices(user):
            known = client.olm.session_store.get(device.curve25519) is not None
            if known and device.id != client.device_id and not client.olm.is_device_blacklisted(device):
                yield user, device.id
