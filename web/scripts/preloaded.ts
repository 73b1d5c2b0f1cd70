/** A build step by which the page names the parts that its first script will ask for, so that they come beside it. */
import { join } from "node:path";
import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

type Chunk = Rolldown.OutputChunk;

export function preloaded(module: string): Plugin {
  let root = "";
  return {
    name: "preloaded",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === "chunk");
        const begin = chunks.find(({ moduleIds }) => moduleIds.includes(join(root, module)));
        if (!begin) throw new Error(`there is no ${module}; the page could not ask for it early`);
        return [...graph(begin, chunks)].map(({ fileName }) => link(fileName));
      },
    },
  };
}

function graph(chunk: Chunk, all: Chunk[], found = new Set<Chunk>()): Set<Chunk> {
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const name of chunk.imports) {
    const imported = all.find(({ fileName }) => fileName === name);
    if (imported) graph(imported, all, found);
  }
  return found;
}

function link(fileName: string): HtmlTagDescriptor {
  return { tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${fileName}` }, injectTo: "head" };
}
