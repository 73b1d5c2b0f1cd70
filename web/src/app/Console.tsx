/** The whole console: what every page stands in. */
import { DirectionProvider, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { queries } from "#/api/queries";
import { router } from "#/app/router";
import { directionOf, useLocale, useSpoken } from "#/i18n/locale";
import { theme, variables } from "#/theme";
import { Toasts } from "#/ui/Toasts";

export function Console() {
  const direction = directionOf(useLocale());
  const spoken = useSpoken();
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <Toasts />
          <Said key={spoken} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** Everything that is said in words; said anew in another language or with other digits. */
function Said() {
  useEffect(() => {
    router.invalidate();
  }, []);
  return <RouterProvider router={router} />;
}
