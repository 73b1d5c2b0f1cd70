/** How the console is built: React, the compiled messages, pre-compressed files for the program that serves them. */
import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressed } from "./scripts/compressed.ts";
import { preloaded } from "./scripts/preloaded.ts";

const served = process.env.DOCKET_DEV_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/paraglide",
      strategy: ["globalVariable", "baseLocale"],
    }),
    react(),
    preloaded("src/boot/begin.tsx"),
    compressed(),
  ],
  resolve: { alias: { "#": fileURLToPath(new URL("./src", import.meta.url)) } },
  // dist itself stays, so that the program that is built from it can tell when it changed
  build: {
    emptyOutDir: false,
    target: "es2023",
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 300,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // what asks early must not wait for what it asks for
            { name: "early", test: /src[\\/]boot[\\/](early|first)/, priority: 4 },
            // what many parts share is one file rather than fifty of a few hundred bytes; what floats is not needed at first
            {
              name: "shared",
              test: /src[\\/](paraglide|ui[\\/](?!Moment|Dialog|useOpens)|api|i18n|keyboard|live)|@mantine[\\/]hooks|core[\\/]esm[\\/](core|utils[\\/](?!Floating))|tabler|clsx/,
              minShareCount: 3,
              priority: 1,
            },
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            {
              name: "tanstack",
              test: /node_modules[\\/]@tanstack[\\/](react-query|query-core|react-router|router-core|history|store|react-store)[\\/]/,
              priority: 2,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: served, changeOrigin: false },
    },
  },
});
