/** Files to send: a picture and a sound. */

/** 64 by 48 pixels. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAAT0lEQVR42u3YsQkAMAhFQU2bSUP2r80YQby3wWHxwdz3ROdWNA8AAAAAAAAAAAAAAADgV1lVLgAAAAAweAf8RgEAAAAAAAAAAAAAAACGAh6CZAUZrEUJOwAAAABJRU5ErkJggg==",
  "base64",
);

const RATE = 8_000;

/** A second of a tone of 440 Hz, as a WAV file of 8 bits a sample. */
export function tone(): Buffer {
  const samples = Uint8Array.from({ length: RATE }, (_, at) => 128 + 60 * Math.sin((2 * Math.PI * 440 * at) / RATE));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + RATE, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(RATE, 40);
  return Buffer.concat([head, samples]);
}
