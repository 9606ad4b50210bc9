import { TimeLimit } from '@motcua/contracts';
import type { Complaint } from './catalogue-fault.js';
import { Complaints, type CellReader } from './cell-reader.js';

const units = TimeLimit.shape.unit.options;
const countingModes = TimeLimit.shape.countingMode.options;
/** Longer limits are slips of the pen; in the largest unit it is eighty years. */
const LARGEST_AMOUNT = 999;
const SKIP_HOLIDAYS = 'SKIP_HOLIDAYS';
const FORM = 'Write: amount, unit, counting mode, like "5 WORKING_DAY HOUR_EXACT".';

/**
 * `5 WORKING_DAY HOUR_EXACT`; with a cut-off of the day of receipt `1 WORKING_DAY DAY_END 15:00`; calendar days without
 * the decreed days off `30 CALENDAR_DAY DAY_END SKIP_HOLIDAYS`.
 */
export const timeLimit: CellReader<TimeLimit> = (text) => {
  const [amount = '', unitWord = '', modeWord = '', ...options] = text.split(/\s+/);
  const unit = units.find((word) => word === unitWord);
  const countingMode = countingModes.find((word) => word === modeWord);
  const cutOff = options.find((option) => option !== SKIP_HOLIDAYS) ?? null;
  const skipHolidays = options.includes(SKIP_HOLIDAYS);
  const complaints: Complaint[] = [];
  if (!/^[1-9]\d*$/.test(amount) || Number(amount) > LARGEST_AMOUNT)
    complaints.push({
      problem: `"${amount}" is no amount.`,
      remedy: `Write a number from 1 to ${LARGEST_AMOUNT}. ${FORM}`,
    });
  if (!unit)
    complaints.push({
      problem: `The unit "${unitWord}" is not known.`,
      remedy: `Units are ${units.join(', ')}. ${FORM}`,
    });
  if (!countingMode)
    complaints.push({
      problem: `The counting mode "${modeWord}" is not known.`,
      remedy: `Counting modes are ${countingModes.join(', ')}. ${FORM}`,
    });
  if (options.length > Number(cutOff !== null) + Number(skipHolidays))
    complaints.push({ problem: 'Too much follows the counting mode.', remedy: 'One cut-off, or SKIP_HOLIDAYS, once.' });
  if (cutOff !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(cutOff))
    complaints.push({
      problem: `"${cutOff}" is no cut-off.`,
      remedy: 'Write hours and minutes with two digits: 15:00.',
    });
  else if (cutOff !== null && unit && countingMode && !(unit === 'WORKING_DAY' && countingMode === 'DAY_END'))
    complaints.push({
      problem: `A cut-off has no meaning with ${unit} ${countingMode}.`,
      remedy: `Leave out ${cutOff}, or count WORKING_DAY DAY_END.`,
    });
  if (skipHolidays && unit && unit !== 'CALENDAR_DAY')
    complaints.push({
      problem: `${SKIP_HOLIDAYS} has no meaning with ${unit}.`,
      remedy: `Leave it out, or count CALENDAR_DAY.`,
    });
  return unit && countingMode && complaints.length === 0
    ? { amount: Number(amount), unit, countingMode, cutOff, skipHolidays }
    : new Complaints(complaints);
};
