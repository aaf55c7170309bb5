import type { ReactNode } from 'react';
import { ButtonContext } from 'react-aria-components';

/**
 * What stands beside a field's label. React Aria hands a field's own buttons their roles by context;
 * buttons in here are not among them.
 */
export function FieldExtra({ children }: { children: ReactNode }) {
  return <ButtonContext.Provider value={null}>{children}</ButtonContext.Provider>;
}
