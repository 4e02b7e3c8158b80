"""tuspy: uploads files, remembers their addresses, goes on where it stopped: `tus_client.py URL MEMORY FILE…`."""

from __future__ import annotations

import json
import sys
import time


def main(url: str, memory: str, files: list[str]) -> None:
    from tusclient.client import TusClient
    from tusclient.storage.filestorage import FileStorage

    start = time.perf_counter()
    client, kept = TusClient(url), FileStorage(memory)
    for file in files:
        client.uploader(file, store_url=True, url_storage=kept, retries=3, retry_delay=1).upload()
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
