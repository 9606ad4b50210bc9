// What runs; other rooms take nothing from here.
export { TellOfChange } from './causes/tell-of-change.js';
export { TellOfClock } from './causes/tell-of-clock.js';
export { TellApplicant } from './causes/tell-applicant.js';
export { channelOf, senderFaults, targetFaults } from './channels/channel-of.js';
export { NOTIFICATION_CHANNEL } from './channels/notification-channel.js';
export { NotificationRepository } from './notification.repository.js';
export { SendDueNotifications } from './sender/send-due-notifications.js';
export { SendNotifications } from './sender/send-notifications.schedule.js';
