/** How the words will look, before they are sent. */
import { Fragment, type ReactNode, useMemo } from "react";
import html from "../conversation/Html.module.css";
import { type Block, blocks, type Inline } from "./markdown";

export default function Preview({ text }: { text: string }) {
  const read = useMemo(() => blocks(text), [text]);
  return (
    <div className={html.html} dir="auto">
      {read.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names; they are shown anew as a whole
        <Shown key={index} block={block} />
      ))}
    </div>
  );
}

function Shown({ block }: { block: Block }): ReactNode {
  if (block.kind === "code") return <pre dir="ltr">{block.text}</pre>;
  if (block.kind === "heading")
    return (
      <h4 dir="auto">
        <Line parts={block.line} />
      </h4>
    );
  if (block.kind === "list") {
    const List = block.ordered ? "ol" : "ul";
    return (
      <List dir="auto">
        {block.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no names
          <li key={index}>
            <Line parts={item} />
          </li>
        ))}
      </List>
    );
  }
  const As = block.kind === "quote" ? "blockquote" : "p";
  return (
    <As dir="auto">
      {block.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names
        <Fragment key={index}>
          {index > 0 && <br />}
          <Line parts={line} />
        </Fragment>
      ))}
    </As>
  );
}

function Line({ parts }: { parts: Inline[] }): ReactNode {
  return parts.map((part, index) => {
    const key = index;
    if (part.kind === "text") return part.text;
    if (part.kind === "code") return <code key={key}>{part.text}</code>;
    if (part.kind === "link")
      return (
        <a key={key} href={part.address} target="_blank" rel="noopener noreferrer nofollow">
          <Line parts={part.parts} />
        </a>
      );
    const As = part.kind;
    return (
      <As key={key}>
        <Line parts={part.parts} />
      </As>
    );
  });
}
