/** What a phone does for a second factor: it reads the QR code, and shows codes of the secret (RFC 6238). */
import { createHmac } from "node:crypto";
import jsQR from "jsqr";
import type { Locator } from "playwright-core";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/** What is written in a QR code, as a camera in front of the screen reads it. */
export async function read(picture: Locator): Promise<string | undefined> {
  const png = (await picture.screenshot()).toString("base64");
  const { pixels, width, height } = await picture.page().evaluate(async (base64) => {
    const bitmap = await createImageBitmap(
      new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }),
    );
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const ground = canvas.getContext("2d");
    ground?.drawImage(bitmap, 0, 0);
    const { data } = ground?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
    return { pixels: [...data], width: bitmap.width, height: bitmap.height };
  }, png);
  return jsQR(Uint8ClampedArray.from(pixels), width, height)?.data;
}

/** The code that the authenticator shows so many steps of half a minute from now. */
export function codeOf(secret: string, steps = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + steps));
  const digest = createHmac("sha1", decoded(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function decoded(secret: string): Buffer {
  const bits = [...secret.replace(/[\s=]/g, "").toUpperCase()]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
