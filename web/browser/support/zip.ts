/** Reads one file out of a zip archive, by the directory at its end. */
import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const STORED = 0;

export function unzipped(archive: Buffer, name: string): string {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END) end -= 1;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [length, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (archive.toString("utf8", at + 46, at + 46 + length) === name) return content(archive, at);
    at += 46 + length + extra + comment;
  }
  throw new Error(`there is no ${name} in it`);
}

function content(archive: Buffer, entry: number): string {
  const [method, size, local] = [
    archive.readUInt16LE(entry + 10),
    archive.readUInt32LE(entry + 20),
    archive.readUInt32LE(entry + 42),
  ];
  const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(begin, begin + size);
  return (method === STORED ? packed : inflateRawSync(packed)).toString("utf8");
}
