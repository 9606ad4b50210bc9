export { foldText } from './folded-text.js';
export { faultOfName, faultOfText, tidyText, type TextFault } from './text-rule.js';
