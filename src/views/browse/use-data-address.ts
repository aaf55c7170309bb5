import { useEffect } from 'react';
import { type DatasetId, isBuiltInDatasetId, isOwnDatasetId } from '../../domain/dataset';
import { loadDataset, useDataset } from '../../stores/dataset';
import { replaceQuery, useRoute } from '../../stores/route';

/** Names in the address: which data set is shown, and whether the sheet of own data lies over it. */
const DATA = 'data';
const OWN_DATA = 'own-data';

/** Address of this screen's sheet of own data, as a query. */
export const OWN_DATA_QUERY = OWN_DATA;

/**
 * Keeps the shown data set and the address alike: the address has it loaded when it is opened or
 * edited; it is written when another is chosen. Without a name in it, what is loaded stays.
 */
export function useDataAddress(): void {
  const text = useRoute(({ name, query }) => (name === 'browse' ? query : null));
  const requested = useDataset((state) => state.requested);
  const asked = text === null ? null : askedIn(text);
  useEffect(() => {
    if (asked !== null) void loadDataset(asked);
    else if (useDataset.getState().status === 'idle') {
      void loadDataset(useDataset.getState().requested);
    }
  }, [asked]);
  useEffect(() => {
    // Not from this rendering: the effect above may have asked for another one since.
    const present = useDataset.getState().requested;
    if (text === null || requested !== present) return;
    if (present !== (askedIn(text) ?? 'fashion-mnist')) replaceQuery(queryOf(text, present));
  }, [text, requested]);
}

/** Whether the sheet of own data is open, and how to open and close it. */
export function useOwnDataSheet(): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const isOpen = useRoute(
    ({ name, query }) => name === 'browse' && new URLSearchParams(query).has(OWN_DATA),
  );
  return [isOpen, setOwnDataOpen];
}

/** Opens or closes the sheet of own data. */
export function setOwnDataOpen(isOpen: boolean): void {
  const query = new URLSearchParams(useRoute.getState().query);
  if (isOpen) query.set(OWN_DATA, '');
  else query.delete(OWN_DATA);
  replaceQuery(query);
}

/** Adds what the address tells of data to a query that tells of images. */
export function keepData(query: URLSearchParams): URLSearchParams {
  const before = new URLSearchParams(useRoute.getState().query);
  for (const name of [DATA, OWN_DATA]) {
    const value = before.get(name);
    if (value !== null) query.set(name, value);
  }
  return query;
}

function askedIn(text: string): DatasetId | null {
  const id = new URLSearchParams(text).get(DATA) ?? '';
  return isBuiltInDatasetId(id) || isOwnDatasetId(id) ? id : null;
}

/** The query for another data set; its images are others, so none is open. */
function queryOf(text: string, id: DatasetId): URLSearchParams {
  const query = new URLSearchParams(text);
  query.delete('image');
  if (id === 'fashion-mnist') query.delete(DATA);
  else query.set(DATA, id);
  return query;
}
