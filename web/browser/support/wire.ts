/** A wire between browser and server that can be cut and mended. */

import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { SERVER } from "./server";

export class Wire {
  private sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  /** Where the server is reached through the wire. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async mend(): Promise<void> {
    const target = new URL(SERVER);
    this.server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one.on("error", () => other.destroy());
        one.on("close", () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    const address = this.server.address();
    if (address !== null && typeof address === "object") this.port = address.port;
  }

  async cut(): Promise<void> {
    const closed = this.server && once(this.server, "close");
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
