// Puts a button on a page that opens Docket's form in a frame. Takes nothing from the page:
// <script src="https://desk.example.org/embed.js" data-language="ar" async></script>
// data-language: en, ar or he. data-label: another text of the button. data-side: start or end.
"use strict";
(() => {
  const script = document.currentScript;
  if (!script) return;
  const home = new URL(script.src).origin;
  const WORDS = {
    en: { button: "Write to us", direction: "ltr" },
    ar: { button: "راسلنا", direction: "rtl" },
    he: { button: "כתבו לנו", direction: "rtl" },
  };
  const asked = (script.dataset.language || document.documentElement.lang || "en").toLowerCase();
  const primary = asked.split("-")[0];
  const language = WORDS[primary] ? primary : "en";
  const words = WORDS[language];
  const label = script.dataset.label || words.button;
  const side = script.dataset.side === "start" ? "start" : "end";

  // no style element: a page's policy may forbid them, but not sheets that are made so
  const STYLE = `
    :host { all: initial; }
    button.open {
      position: fixed; inset-block-end: 1rem; inset-inline-${side}: 1rem; z-index: 2147483646;
      padding: 0.75rem 1.25rem; border: 2px solid #ffffff; border-radius: 2rem;
      background: #1d4ed8; color: #ffffff; cursor: pointer;
      font: 600 1rem/1.25 system-ui, "Segoe UI", Arial, sans-serif;
    }
    button.open:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 3px; }
    dialog {
      padding: 0; border: 1px solid #78716c; border-radius: 0.5rem; overflow: hidden;
      inline-size: min(28rem, calc(100vw - 2rem)); max-block-size: calc(100vh - 2rem);
      background: Canvas; color-scheme: light dark;
    }
    dialog::backdrop { background: rgb(0 0 0 / 50%); }
    iframe { display: block; inline-size: 100%; block-size: 38rem; max-block-size: calc(100vh - 2rem); border: 0; }
    @media (prefers-color-scheme: dark) {
      button.open { background: #93c5fd; color: #0c1a3a; border-color: #0c1a3a; }
    }`;

  const make = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const start = () => {
    const host = make("div", { lang: language, dir: words.direction });
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const button = make("button", { type: "button", class: "open", "aria-haspopup": "dialog" });
    button.textContent = label;
    // a modal dialog keeps the focus inside, closes with Escape and gives the focus back
    const dialog = make("dialog", { "aria-label": label });
    let frame = null;

    const open = () => {
      if (!frame) {
        frame = make("iframe", {
          title: label,
          src: home + "/embed/form?language=" + language,
          referrerpolicy: "no-referrer",
          allow: "",
        });
        frame.addEventListener("load", () => frame.focus());
        dialog.append(frame);
      }
      dialog.showModal();
      frame.focus();
    };

    // a form that was sent or given up begins anew the next time
    dialog.addEventListener("close", () => {
      if (frame) frame.remove();
      frame = null;
      button.focus();
    });
    button.addEventListener("click", open);
    window.addEventListener("message", (event) => {
      const ours = frame && event.origin === home && event.source === frame.contentWindow;
      if (!ours || !event.data) return;
      if (event.data.docket === "close") dialog.close();
      const height = Number(event.data.height);
      if (event.data.docket === "height" && height > 0) {
        frame.style.blockSize = Math.min(height, 2000) + "px";
      }
    });
    root.append(button, dialog);
    document.body.append(host);
  };

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start, { once: true });
})();
