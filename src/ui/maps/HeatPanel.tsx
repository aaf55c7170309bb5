import type { ReactNode } from 'react';
import { Checkbox } from '../Checkbox';
import { SelectField, type SelectOption } from '../SelectField';
import styles from './HeatPanel.module.css';
import { PaletteLegend } from './PaletteLegend';
import { HEAT } from './palettes';

/** Words of a {@link HeatPanel}. */
export interface HeatTexts {
  /** Beside the box that switches the colours on. */
  show: string;
  /** Of the picker. */
  label: string;
  low: string;
  high: string;
  legend: string;
}

/** Props of {@link HeatPanel}. */
export interface HeatPanelProps<Id extends string> {
  texts: HeatTexts;
  isShown: boolean;
  onShown: (isShown: boolean) => void;
  choices: readonly SelectOption<Id>[];
  choice: Id;
  onChoose: (choice: Id) => void;
  /** A line below. */
  note: string;
  /** The pictures. */
  children: ReactNode;
}

/** Pictures with heat over them: what it stands for, for which class, and whether it is shown. */
export function HeatPanel<Id extends string>(props: HeatPanelProps<Id>) {
  const { texts, isShown } = props;
  return (
    <div className={styles.panel}>
      <div className={styles.pictures}>{props.children}</div>
      <div className={styles.controls}>
        <Checkbox label={texts.show} isSelected={isShown} onChange={props.onShown} />
        <SelectField
          label={texts.label}
          options={props.choices}
          value={props.choice}
          onChange={props.onChoose}
          isDisabled={!isShown}
        />
        <PaletteLegend palette={HEAT} from={texts.low} to={texts.high} label={texts.legend} />
        <p className={styles.note}>{props.note}</p>
      </div>
    </div>
  );
}
