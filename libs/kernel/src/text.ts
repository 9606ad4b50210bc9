export { foldText } from './folded-text.js';
export { faultOfLines, faultOfName, faultOfText, tidyLines, tidyText, type TextFault } from './text-rule.js';
