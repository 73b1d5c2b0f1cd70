/** The settings: a home by groups, the list of a kind, and the form of one setting. */
import { Anchor } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useNameOf } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { NotFound } from "#/ui/NotFound";
import { Oops } from "#/ui/Oops";
import { UserText } from "#/ui/UserText";
import { SettingsHome } from "./Home";
import { type Setting, useSettings } from "./kit/api";
import { OpenLists } from "./kit/OpenLists";
import { SettingForm } from "./kit/SettingForm";
import { SettingList } from "./kit/SettingList";
import type { Kind } from "./kit/spec";
import { SettingsNavigation } from "./Navigation";
import { usePlaces } from "./places";
import styles from "./SettingsPage.module.css";
import { useLiveSettings } from "./useLiveSettings";

export function SettingsPage() {
  const { kind, id } = useParams({ strict: false }) as { kind?: string; id?: string };
  const places = usePlaces();
  useLiveSettings();
  if (kind === undefined) return <SettingsHome places={places} />;
  const place = places.find(({ path }) => path === kind);
  if (!place) return <NotFound />;
  return (
    <div className={styles.page}>
      <SettingsNavigation places={places} current={kind} />
      <div className={styles.content} key={`${kind}/${id ?? ""}`}>
        <Suspense fallback={<Loading />}>
          <OpenLists>
            {place.kind ? (
              <OfKind kind={place.kind} id={id} />
            ) : (
              <Framed title={place.title()} about={place.about()}>
                {place.Page && <place.Page />}
              </Framed>
            )}
          </OpenLists>
        </Suspense>
      </div>
    </div>
  );
}

function OfKind({ kind, id }: { kind: Kind; id: string | undefined }) {
  if (id === undefined)
    return (
      <Framed title={kind.title()} about={kind.about()}>
        <SettingList kind={kind} />
      </Framed>
    );
  if (id === "new")
    return (
      <Framed title={kind.add()} above={kind}>
        <SettingForm kind={kind} />
      </Framed>
    );
  return <Existing kind={kind} id={id} />;
}

function Existing({ kind, id }: { kind: Kind; id: string }) {
  const { data, error, isPending } = useSettings<Setting & Record<string, unknown>>(kind.path);
  const nameOf = useNameOf();
  if (isPending) return <Loading />;
  if (error && !data) return <Oops error={error} />;
  const setting = data?.find((one) => one.id === id || one.key === id);
  if (!setting) return <NotFound />;
  const name = nameOf({ name: setting.name, names: setting.names ?? {} });
  return (
    <Framed title={<UserText>{name}</UserText>} above={kind}>
      <SettingForm kind={kind} setting={setting} />
    </Framed>
  );
}

type FramedProps = { title: ReactNode; about?: string; above?: Kind; children: ReactNode };

function Framed({ title, about, above, children }: FramedProps) {
  return (
    <>
      <nav className={styles.trail} aria-label={m.settings_trail()}>
        <Anchor component={Link} to="/settings">
          {m.settings_title()}
        </Anchor>
        {above && (
          <>
            <span aria-hidden>/</span>
            <Anchor component={Link} to="/settings/$kind" params={{ kind: above.path } as never}>
              {above.title()}
            </Anchor>
          </>
        )}
      </nav>
      <header className={styles.head}>
        <h1>{title}</h1>
        {about && <p>{about}</p>}
      </header>
      {children}
    </>
  );
}
