"""So many requests a second for one address, whatever the answers take: a program of its own.

    python -m benchmarks.readers PORT PATH RATE SECONDS

An answer's time counts from when it was due to be asked for, so that a server that stands still
is not asked less. Prints the times in milliseconds and the number of failures as JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time

CONNECTIONS = 64
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Readers:
    def __init__(self, port: int, path: str) -> None:
        self.port = port
        self.request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: br\r\n\r\n"
        ).encode()
        self.times: list[float] = []
        self.failed = 0

    async def ask(self, rate: int, seconds: int) -> None:
        due: asyncio.Queue[float | None] = asyncio.Queue()
        working = [asyncio.create_task(self._work(due)) for _ in range(CONNECTIONS)]
        begun = time.perf_counter()
        for n in range(rate * seconds):
            at = begun + n / rate
            if (early := at - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            due.put_nowait(at)
        for _ in working:
            due.put_nowait(None)
        await asyncio.gather(*working)

    async def _work(self, due: asyncio.Queue[float | None]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while (at := await due.get()) is not None:
            try:
                writer.write(self.request)
                head = await reader.readuntil(b"\r\n\r\n")
                found = LENGTH.search(head)
                if not head.startswith(b"HTTP/1.1 200") or found is None:
                    raise ConnectionError
                await reader.readexactly(int(found[1]))
                self.times.append((time.perf_counter() - at) * 1000)
            except (OSError, EOFError):
                self.failed += 1
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.close()


def main() -> None:
    port, path, rate, seconds = sys.argv[1:]
    readers = Readers(int(port), path)
    asyncio.run(readers.ask(int(rate), int(seconds)))
    json.dump({"times": readers.times, "failed": readers.failed}, sys.stdout)


if __name__ == "__main__":
    main()
