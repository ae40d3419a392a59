"""Writes a PDF's objects to a file as they come, small ones packed together and compressed."""

import hashlib
import zlib
from array import array
from typing import BinaryIO

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACK = 500  # objects a packed stream; more saves little and makes readers unpack more at once
_SPEED = 6


def pdf_text(text: str) -> str:
    """Return text as a PDF string object, whatever it holds."""
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"


class PdfFile:
    """Numbers objects and writes each at once, so that a document's size is not its memory.

    A report of 100,000 payments has some 900,000 structure elements: held as Python or qpdf objects they would
    take over a gigabyte, as packed text they take a few bytes each.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._position = 0
        # Where each object is: a place in the file, or (with the top bit) a pack's number and a place in the pack.
        self._where = array("Q", [0])
        self._index = array("H", [0])
        self._packed: list[tuple[int, str]] = []
        self._write(_HEADER)

    def reserve(self) -> int:
        """Return a number for an object that will be written later."""
        self._where.append(0)
        self._index.append(0)
        return len(self._where) - 1

    def reserve_run(self, count: int) -> int:
        """Return the first of so many numbers in a row, for objects that will be written later."""
        first = len(self._where)
        self._where.extend([0] * count)
        self._index.extend([0] * count)
        return first

    def put(self, number: int, body: str) -> None:
        """Write a reserved object that is not a stream."""
        self._packed.append((number, body))
        if len(self._packed) >= _PACK:
            self._write_pack()

    def add(self, body: str) -> int:
        """Write an object that is not a stream; return its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def put_stream(self, number: int, entries: str, data: bytes, *, compressed: bool = True) -> None:
        """Write a reserved stream; entries are its dictionary's, without length and filter."""
        if compressed:
            data, entries = zlib.compress(data, _SPEED), entries + "/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode("latin-1")
        # Both line-end bytes: data that itself ends in a carriage return would else seem one byte shorter.
        self.put_raw(number, head + data + b"\r\nendstream")

    def add_stream(self, entries: str, data: bytes, *, compressed: bool = True) -> int:
        """Write a stream; return its number."""
        number = self.reserve()
        self.put_stream(number, entries, data, compressed=compressed)
        return number

    def put_raw(self, number: int, body: bytes) -> None:
        """Write a reserved object as it stands, outside any pack."""
        self._where[number] = self._position
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def close(self, *, root: int, info: int) -> str:
        """Write what is left and the index of objects; return the SHA-256 of the whole file."""
        self._write_pack()
        index, start = self.reserve(), self._position
        self._where[index] = start
        identity = self._digest.hexdigest()[:32]
        data = zlib.compress(self._index_rows(), _SPEED)
        self._write(
            f"{index} 0 obj\n<</Type/XRef/Size {len(self._where)}/W[1 5 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{identity}><{identity}>]/Filter/FlateDecode/Length {len(data)}>>\nstream\n".encode()
            + data
            + f"\r\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n".encode()
        )
        return self._digest.hexdigest()

    def _index_rows(self) -> bytes:
        rows = [b"\0\0\0\0\0\0\xff\xff"]
        for where, index in zip(self._where[1:], self._index[1:], strict=True):
            kind = 2 if where >> 63 else 1
            rows.append(bytes((kind,)) + (where & (2**63 - 1)).to_bytes(5, "big") + index.to_bytes(2, "big"))
        return b"".join(rows)

    def _write_pack(self) -> None:
        if not self._packed:
            return
        packed, self._packed = self._packed, []
        pack, places, size = self.reserve(), [], 0
        for place, (number, body) in enumerate(packed):
            self._where[number] = 2**63 | pack
            self._index[number] = place
            places.append(f"{number} {size}")
            size += len(body) + 1
        head = " ".join(places) + "\n"
        text = head + "\n".join(body for _, body in packed)
        self.put_stream(pack, f"/Type/ObjStm/N {len(packed)}/First {len(head)}", text.encode("latin-1"))

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._position += len(data)
