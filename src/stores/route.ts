/**
 * Where the app is: a screen and its query, both in the address's hash (`#/browse?class=7`), so that
 * any static host serves every address.
 */
import { create } from 'zustand';

/** Screens that exist; the navigation shows them in this order. */
export const ROUTE_NAMES = ['browse', 'train', 'assistant', 'understand'] as const;
/** One of {@link ROUTE_NAMES}. */
export type RouteName = (typeof ROUTE_NAMES)[number];

/** A place in the app. `query` is kept as text, so that equal places compare equal. */
export interface Route {
  name: RouteName;
  query: string;
}

/** Where an address without a known screen leads: to the button that the app is about. */
const DEFAULT_ROUTE: RouteName = 'train';

/** Browsers refuse more than about 100 address changes in 30 s; held-down keys would make more. */
const ADDRESS_DELAY_MS = 250;

/** The present route, and the last query of each screen, with which a link back leads to it. */
export interface RouteState extends Route {
  visited: Partial<Record<RouteName, string>>;
}

/** The present route, for components and other stores. */
export const useRoute = create<RouteState>(() => entered(parseHash(currentHash()), {}));

/** Reads a hash; unknown screens become the default one, without query. */
export function parseHash(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const name = ROUTE_NAMES.find((known) => known === path.replace(/\/$/, ''));
  return name ? { name, query } : { name: DEFAULT_ROUTE, query: path === '' ? query : '' };
}

/** The hash of a route, for links. */
export function formatHash(name: RouteName, query: URLSearchParams | string = ''): string {
  const text = query.toString();
  return text === '' ? `#/${name}` : `#/${name}?${text}`;
}

/** Goes to a screen, as a link would. */
export function navigate(name: RouteName, query: URLSearchParams | string = ''): void {
  location.hash = formatHash(name, query);
}

let writing: ReturnType<typeof setTimeout> | undefined;

/**
 * Replaces the query of the present screen without a step in the history. Readers of the store see it
 * at once; the address follows a moment later.
 */
export function replaceQuery(query: URLSearchParams): void {
  const { name, query: before } = useRoute.getState();
  const text = query.toString();
  if (text === before) return;
  useRoute.setState((state) => entered({ name, query: text }, state.visited));
  clearTimeout(writing);
  writing = setTimeout(() => {
    const route = useRoute.getState();
    if (route.name === name) history.replaceState(null, '', formatHash(route.name, route.query));
  }, ADDRESS_DELAY_MS);
}

/** Follows the address: links, the back button, an edited hash. Called once, at start. */
export function followAddress(): void {
  window.addEventListener('hashchange', () => {
    clearTimeout(writing);
    useRoute.setState((state) => entered(parseHash(currentHash()), state.visited));
  });
}

function entered(route: Route, visited: RouteState['visited']): RouteState {
  return { ...route, visited: { ...visited, [route.name]: route.query } };
}

function currentHash(): string {
  return typeof location === 'undefined' ? '' : location.hash;
}
