// Signing in at the house’s identity provider, where one is set up.

/**
 * A button that leads there and back.
 *
 * @param to the page to come back to
 * @return null where there is no provider
 */
export async function providerButton(to) {
  const response = await fetch("/api/oidc").catch(() => null);
  const provider = response?.ok ? (await response.json()).provider : null;
  if (!provider) return null;
  const button = document.createElement("button");
  button.type = "button";
  button.id = "provider";
  button.textContent = "Sign in with " + provider;
  button.addEventListener("click", () => location.assign("/api/oidc/sign-in?to=" + encodeURIComponent(to)));
  return button;
}
