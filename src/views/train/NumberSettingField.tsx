import { type NumberName, type NumberSetting, SETTINGS } from '../../domain/settings';
import { validationCount } from '../../domain/split';
import { useDataset } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { changeSettings, useSettings } from '../../stores/settings';
import { NumberField } from '../../ui/NumberField';
import { InfoTip } from '../../ui/Tooltip';

/** Properties of {@link NumberSettingField}. */
export interface NumberSettingFieldProps {
  name: NumberName;
  isDisabled: boolean;
}

const WHOLE: Intl.NumberFormatOptions = { maximumFractionDigits: 0, useGrouping: false };
/** Penalties are as small as a millionth. */
const DECIMAL: Intl.NumberFormatOptions = { maximumFractionDigits: 8, useGrouping: false };
const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };

/** A number field for one setting, bound to its range in the table. */
export function NumberSettingField({ name, isDisabled }: NumberSettingFieldProps) {
  const t = useMessages();
  const { label, help } = t.settings.fields[name];
  const value = useSettings((settings) => settings[name]);
  const setting: NumberSetting = SETTINGS[name];
  const isValidation = name === 'validationFraction';
  return (
    <NumberField
      label={label}
      extra={<InfoTip label={t.common.actions.more}>{help}</InfoTip>}
      value={value}
      onChange={(number) => changeSettings({ [name]: number })}
      minimum={setting.minimum}
      maximum={setting.maximum}
      step={setting.step}
      stepLabels={t.settings.stepLabels}
      format={setting.isShare ? PERCENT : setting.integer ? WHOLE : DECIMAL}
      help={useValidationText(isValidation ? value : null)}
      isDisabled={isDisabled}
    />
  );
}

/** How many images a share comes to; nothing while the images are not there. */
function useValidationText(fraction: number | null): string | undefined {
  const { validationImages } = useMessages().settings;
  const total = useDataset(({ dataset }) => dataset?.train.count);
  if (fraction === null || total === undefined) return undefined;
  return validationImages({ fraction, images: validationCount(total, fraction) });
}
