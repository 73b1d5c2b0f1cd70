/** Where one writes: to the customer on white paper, among the team on tinted ground. */
import { IconEye, IconLock } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import { AudienceSwitch } from "./AudienceSwitch";
import styles from "./Composer.module.css";
import { isForOthers, typed } from "./draft";
import { FileChips } from "./FileChips";
import { GrowingText } from "./GrowingText";
import { MacroMenu } from "./MacroMenu";
import { MENTION_LIST, MentionList } from "./MentionList";
import { ReplyingTo } from "./ReplyingTo";
import { SendButton } from "./SendButton";
import { Tool, Toolbar } from "./Toolbar";
import type { ComposerState } from "./useComposer";
import { useMentions } from "./useMentions";
import { useUploads } from "./useUploads";
import { WrongAudience } from "./WrongAudience";

const Preview = lazily(() => import("./Preview"));

export function Composer({ composer }: { composer: ComposerState }) {
  const { ticket } = useOpen();
  const { draft, change, text } = composer;
  const [asked, setAsked] = useState<{ status: string | undefined }>();
  const uploads = useUploads((file) => change((now) => ({ ...now, files: [...now.files, file] })));
  const mentions = useMentions(composer);
  const [preview, setPreview] = useState(false);
  const internal = draft.visibility === "internal";
  const name = ticket.requester?.name ?? ticket.requester?.email;
  const submit = (status?: string) => {
    if (uploads.busy) return;
    if (isForOthers(draft)) setAsked({ status });
    else composer.submit(status);
  };
  return (
    <section
      className={styles.composer}
      data-visibility={draft.visibility}
      aria-label={internal ? m.ticket_write_note() : m.ticket_write_reply()}
      {...uploads.target}
    >
      <div className={styles.top}>
        <AudienceSwitch draft={draft} onChange={(visibility) => change((now) => ({ ...now, visibility }))} />
        {internal && (
          <span className={styles.internal}>
            <IconLock size={14} aria-hidden />
            {m.ticket_team_only()}
          </span>
        )}
      </div>
      <ReplyingTo composer={composer} />
      <MentionList mentions={mentions} />
      <GrowingText
        ref={text}
        value={draft.body}
        onChange={(body) => {
          change((now) => typed(now, body));
          mentions.look(); // before the next key: who types quickly presses Enter before the caret is told of
        }}
        onSend={() => submit()}
        onKeyDown={mentions.onKeyDown}
        onSelect={mentions.look}
        popup={mentions.found.length > 0 ? { list: MENTION_LIST, at: mentions.at } : undefined}
        label={internal ? m.ticket_write_note() : m.ticket_write_reply()}
        placeholder={internal ? m.ticket_note_hint() : m.ticket_reply_hint({ name: name ?? m.ticket_customer() })}
      />
      {preview && (
        <div className={styles.preview}>
          <Suspense>
            <Preview text={draft.body} />
          </Suspense>
        </div>
      )}
      <FileChips
        files={draft.files}
        uploads={uploads}
        onRemove={(id) => change((now) => ({ ...now, files: now.files.filter((file) => file.id !== id) }))}
      />
      {asked && (
        <WrongAudience
          draft={draft}
          onSend={() => {
            setAsked(undefined);
            composer.submit(asked.status);
          }}
          onSwitch={(visibility) => {
            setAsked(undefined);
            change((now) => ({ ...now, visibility }));
          }}
        />
      )}
      <div className={styles.bottom}>
        <Toolbar composer={composer} onFiles={uploads.add}>
          <MacroMenu composer={composer} />
          <Tool name={m.ticket_preview()} pressed={preview} onClick={() => setPreview(!preview)}>
            <IconEye size={16} />
          </Tool>
        </Toolbar>
        <SendButton composer={composer} name={name ?? m.ticket_customer()} busy={uploads.busy} onSend={submit} />
      </div>
    </section>
  );
}
