import { localDayOf, toLocalIso } from '@motcua/kernel';
import type { DossierFacts, FactsOf } from '../notification.js';
import type { KindTexts, MessageTexts } from './message-texts.js';
import { fittedText, SHORT_TEXT_LENGTH } from './short-text.js';

export const englishTexts: MessageTexts = {
  salutation: (name) => `Dear ${name === '' ? 'applicant' : name},`,
  closing: (agencyName) => [
    `Yours faithfully,\n${agencyName}`,
    `This message was sent automatically; please do not reply to it. If you have questions, contact ${agencyName} and give the dossier code above.`,
  ],
  kinds: {
    'supplement-wanted': supplementWanted,
    late,
    ready,
    'survey-link': surveyLink,
    rescheduled,
  },
};

function supplementWanted(facts: FactsOf<'supplement-wanted'>): KindTexts {
  const { dossierCode, agencyName, respondBy } = facts;
  const until = respondBy === null ? '' : ` before ${instantText(respondBy)}`;
  return {
    subject: `Please supplement dossier ${dossierCode}`,
    paragraphs: [
      `${agencyName} has examined ${dossierText(facts)} and asks you to supplement it as stated in the supplement request form.`,
      respondBy === null ? 'No time limit is set for this.' : `Please do so${until} (time in Viet Nam).`,
    ],
    shortText: fittedText((agency) => `${agency} asks you to supplement dossier ${dossierCode}${until}.`, agencyName),
  };
}

function late(facts: FactsOf<'late'>): KindTexts {
  const { dossierCode, agencyName, dueAt, newDueAt } = facts;
  const expected = newDueAt === null ? '' : ` Now expected: ${instantText(newDueAt)}.`;
  return {
    subject: `Apology for the delay of dossier ${dossierCode}`,
    paragraphs: [
      `${agencyName} promised the result of ${dossierText(facts)} for ${instantText(dueAt)} (time in Viet Nam), and cannot keep this appointment.`,
      `${agencyName} apologises to you for this delay.`,
      newDueAt === null
        ? `${agencyName} will tell you the new time as soon as it is known.`
        : `The result is now expected at ${instantText(newDueAt)} (time in Viet Nam).`,
      'Thank you for your understanding.',
    ],
    shortText: fittedText((agency) => `${agency} apologises: dossier ${dossierCode} is late.${expected}`, agencyName),
  };
}

function ready(facts: FactsOf<'ready'>): KindTexts {
  const { dossierCode, agencyName } = facts;
  return {
    subject: `The result of dossier ${dossierCode} is ready`,
    paragraphs: [
      `The result of ${dossierText(facts)} is ready.`,
      `Please collect it at ${agencyName} during office hours, and bring your receipt-and-appointment slip.`,
      'If you registered to receive the result online or by the public postal service, it is delivered that way.',
    ],
    shortText: fittedText((agency) => `The result of dossier ${dossierCode} is ready at ${agency}.`, agencyName),
  };
}

function surveyLink(facts: FactsOf<'survey-link'>): KindTexts {
  const { dossierCode, agencyName, link } = facts;
  const withLink = `Please rate how dossier ${dossierCode} was settled: ${link}`;
  return {
    subject: `Please rate how dossier ${dossierCode} was settled`,
    paragraphs: [
      `To serve you better, ${agencyName} asks you to rate how ${dossierText(facts)} was received and settled, at:`,
      link,
      'Your answer has no influence on the result of the dossier. Thank you.',
    ],
    // A link that is cut leads nowhere: rather none.
    shortText:
      withLink.length <= SHORT_TEXT_LENGTH
        ? withLink
        : fittedText((agency) => `${agency} asks you to rate dossier ${dossierCode}: see the e-mail sent.`, agencyName),
  };
}

function rescheduled(facts: FactsOf<'rescheduled'>): KindTexts {
  const { dossierCode, agencyName, dueAt, newDueAt, provisional } = facts;
  return {
    subject: `New appointment for dossier ${dossierCode}`,
    paragraphs: [
      `${agencyName} has moved the appointment for the result of ${dossierText(facts)}.`,
      `Previous appointment: ${instantText(dueAt)} (time in Viet Nam).\nNew appointment: ${instantText(newDueAt)} (time in Viet Nam).`,
      ...(provisional
        ? ['The new appointment is provisional: the public holidays of that year are not announced yet.']
        : []),
      'Thank you for your understanding.',
    ],
    shortText: fittedText(
      (agency) =>
        `${agency}: new appointment for dossier ${dossierCode}: ${instantText(newDueAt)}${provisional ? ' (provisional)' : ''}.`,
      agencyName,
    ),
  };
}

function dossierText({ dossierCode, procedureName }: DossierFacts): string {
  return `dossier ${dossierCode}, procedure “${procedureName}”`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** An instant in words, local time (UTC+7): `10:00 on 15 February 2024`. Seconds are dropped. */
function instantText(instant: Date): string {
  const [year, month, day] = localDayOf(instant).split('-').map(Number);
  return `${toLocalIso(instant).slice(11, 16)} on ${day} ${MONTHS[month! - 1]} ${year}`;
}
