/** Oneself: language, light or dark, digits, keys, signing out. */
import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { useState } from "react";
import { signOut, useMe } from "#/api/me";
import { MeButton } from "#/app/MeButton";
import { chooseDigits, digits } from "#/i18n/format";
import { chooseLocale, LANGUAGES, useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { failed } from "#/ui/toast";
import { UserText } from "#/ui/UserText";
import { useOpensAtOnce } from "#/ui/useOpensAtOnce";

const tick = <IconCheck size={14} aria-hidden />;

/** Comes when it is called up for the first time, and is open then. */
export default function MeMenu({ onHelp }: { onHelp: () => void }) {
  const me = useMe();
  const { button, opened, setOpened } = useOpensAtOnce();
  const leave = () =>
    signOut().then(
      () => location.assign("/"),
      (error) => failed(m.shell_sign_out_failed(), error),
    );
  return (
    <Menu position="bottom-end" width={240} keepMounted={false} opened={opened} onChange={setOpened} returnFocus>
      <Menu.Target>
        <MeButton ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <UserText>{me.name}</UserText>
        </Menu.Label>
        <Languages />
        <Menu.Divider />
        <Schemes />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>
          {m.shell_keys_help()}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} className="mirrored" />} onClick={leave}>
          {m.shell_sign_out()}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Languages() {
  const locale = useLocale();
  const [arabic, setArabic] = useState(digits() === "arab");
  const turn = () => {
    chooseDigits(arabic ? "latn" : "arab");
    setArabic(!arabic);
    chooseLocale(locale);
  };
  return (
    <>
      <Menu.Label>{m.shell_language()}</Menu.Label>
      {LANGUAGES.map((language) => (
        <Menu.Item
          key={language.locale}
          lang={language.locale}
          rightSection={language.locale === locale ? tick : undefined}
          onClick={() => chooseLocale(language.locale)}
        >
          {language.name}
        </Menu.Item>
      ))}
      {locale === "ar" && (
        <Menu.Item rightSection={arabic ? tick : undefined} onClick={turn}>
          {m.shell_arabic_digits()}
        </Menu.Item>
      )}
    </>
  );
}

function Schemes() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    { scheme: "light", name: m.shell_light(), icon: <IconSun size={16} /> },
    { scheme: "dark", name: m.shell_dark(), icon: <IconMoon size={16} /> },
    { scheme: "auto", name: m.shell_auto(), icon: <IconDeviceDesktop size={16} /> },
  ] as const;
  return schemes.map(({ scheme, name, icon }) => (
    <Menu.Item
      key={scheme}
      leftSection={icon}
      rightSection={scheme === colorScheme ? tick : undefined}
      onClick={() => setColorScheme(scheme)}
    >
      {name}
    </Menu.Item>
  ));
}
