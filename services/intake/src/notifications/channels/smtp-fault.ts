import { AppError } from '@motcua/kernel';

/** The part of nodemailer's error that says no more than a number or a keyword. */
interface SmtpError {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

/**
 * An error of the mail client as one of ours. Its text and the server's answer stay behind, as a cause too: servers repeat
 * addresses in them (`550 5.1.1 <lan@...>: unknown`), clients what they logged in with.
 *
 * Final is only a 5xx to the recipient or to the message (RFC 5321, 4.2.1), or an address that cannot be put into a
 * command. A 5xx to the greeting, the login or the sender says that the server or our settings are wrong: that is mended
 * within the day, and meanwhile no applicant should lose a notification.
 */
export function smtpFaultOf(error: unknown): AppError {
  const { code, command, responseCode } = error as SmtpError;
  const reply = typeof responseCode === 'number' ? responseCode : undefined;
  const aboutMessage = command === 'RCPT TO' || command === 'DATA';
  if (aboutMessage && reply !== undefined && reply >= 500 && reply !== 503) {
    return fault(
      'mail-refused',
      false,
      `The mail server refused a message for good (${reply}): check the applicant's address.`,
    );
  }
  if (code === 'EENVELOPE' && reply === undefined) {
    return fault(
      'undeliverable',
      false,
      "The applicant's e-mail address cannot be used on this mail server: correct it.",
    );
  }
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return fault(
      'mail-login-refused',
      true,
      `The mail server refused the login${inBrackets(reply)}: check NOTIFICATIONS.`,
    );
  }
  if (reply !== undefined) {
    return fault('mail-deferred', true, `The mail server takes no message now (${reply}): it is tried again.`);
  }
  return fault(
    'mail-server-unreachable',
    true,
    `The mail server does not answer${inBrackets(code)}: check NOTIFICATIONS.`,
  );
}

function fault(code: string, retryable: boolean, text: string): AppError {
  return new AppError(text, { code, retryable });
}

function inBrackets(value: unknown): string {
  return value === undefined ? '' : ` (${String(value)})`;
}
