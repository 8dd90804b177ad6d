# Runs in a container of ours, in the network of what is being judged, and hears what it says to others: TCP segments with
# something in them, one JSON line each. Handed to `python -c` as it stands. It only listens: nobody can tell that it is there.
#
#   {"at", "from", "to", "seq", "syn", "fin", "data"}   a segment; `at` is the kernel's clock, data is base64
#   {"heard": N, "lost": N}                             the answer to a line on stdin: all until now has been written
#   {"heard": N, "lost": N, "flooded": true}            the last word: there was more than anybody wants to hear
import base64, ipaddress, json, select, socket, struct, sys

ALL_PROTOCOLS = 3
SOL_PACKET, PACKET_STATISTICS = 263, 6
SO_TIMESTAMPNS = 35
BUFFER = 8 * 1024 * 1024
MOST_BYTES = 16 * 1024 * 1024  # of all segments together: far more than any work of a lab; then it stops listening


def tcp(packet):
    version = packet[0] >> 4
    if version == 4 and packet[9] == 6:
        length = struct.unpack_from("!H", packet, 2)[0] or len(packet)
        return packet[12:16], packet[16:20], packet[(packet[0] & 15) * 4 : length]
    if version == 6 and packet[6] == 6:
        length = struct.unpack_from("!H", packet, 4)[0]
        return packet[8:24], packet[24:40], packet[40 : 40 + length if length else len(packet)]
    return None


def heard(packet, at):
    found = tcp(packet)
    if found is None or len(found[2]) < 20:
        return 0
    source, target, segment = found
    from_port, to_port, seq = struct.unpack_from("!HHI", segment)
    flags = segment[13]
    data = segment[(segment[12] >> 4) * 4 :]
    if not data and not flags & 3:
        return 0
    say(
        {
            "at": at,
            "from": f"{ipaddress.ip_address(source)}/{from_port}",
            "to": f"{ipaddress.ip_address(target)}/{to_port}",
            "seq": seq,
            "syn": bool(flags & 2),
            "fin": bool(flags & 1),
            "data": base64.b64encode(data).decode(),
        }
    )
    return len(data)


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")


def receive(listener):
    packet, notes, _, address = listener.recvmsg(1 << 18, 256)
    stamps = [struct.unpack("qq", note[:16]) for _, kind, note in notes if kind == SO_TIMESTAMPNS]
    if not stamps or address[0] == "lo" or not packet:
        return 0
    return heard(packet, stamps[0][0] + stamps[0][1] / 1e9)


def main():
    listener = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ALL_PROTOCOLS))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    listener.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    listener.setblocking(False)
    size = segments = lost = 0
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [])
        try:
            while listener in ready and size < MOST_BYTES:
                size += receive(listener)
                segments += 1
        except BlockingIOError:
            pass
        if size >= MOST_BYTES:
            lost += 1
            listener.close()
            return say({"heard": segments, "lost": lost, "flooded": True})
        if sys.stdin in ready:
            if not sys.stdin.readline():
                return
            lost += struct.unpack("II", listener.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))[1]
            say({"heard": segments, "lost": lost})
        sys.stdout.flush()


main()
