/** Who speaks in a message, and on which side their words stand. */
import type { Message } from "#/api/tickets";

export type Side = "customer" | "staff";

export function sideOf(message: Pick<Message, "author" | "customer_id">): Side {
  return message.author.kind === "customer" || message.customer_id !== null ? "customer" : "staff";
}

/** A member wrote down what a customer said. */
export function isRecorded(message: Pick<Message, "author" | "customer_id">): boolean {
  return message.customer_id !== null && message.author.kind !== "customer";
}
