// What runs; other rooms take nothing from here.
export { NotifyOfChange } from './causes/notify-of-change.js';
export { NotifyOfClock } from './causes/notify-of-clock.js';
export { NotifyApplicant } from './causes/notify-applicant.js';
export { channelOf, senderFaults, targetFaults } from './channels/channel-of.js';
export { NOTIFICATION_CHANNEL } from './channels/notification-channel.js';
export { NotificationRepository } from './notification.repository.js';
export { SendDueNotifications } from './sender/send-due-notifications.js';
export { SendNotifications } from './sender/send-notifications.schedule.js';
