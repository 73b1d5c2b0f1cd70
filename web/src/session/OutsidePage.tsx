/** A page for those who are not signed in: one thing to do, and the language to do it in. */
import { Menu, UnstyledButton } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { chooseLocale, LANGUAGES, useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import styles from "./OutsidePage.module.css";

export function OutsidePage({ title, children }: { title: string; children: ReactNode }) {
  const locale = useLocale();
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Menu position="bottom-end">
          <Menu.Target>
            <UnstyledButton className={styles.language} aria-label={m.shell_language()}>
              <IconLanguage size={18} aria-hidden />
              {LANGUAGES.find((language) => language.locale === locale)?.name}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {LANGUAGES.map((language) => (
              <Menu.Item key={language.locale} lang={language.locale} onClick={() => chooseLocale(language.locale)}>
                {language.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </header>
      <main className={styles.card}>
        <p className={styles.product}>Docket</p>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </main>
    </div>
  );
}
