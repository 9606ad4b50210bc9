export { DATABASE_URL, FramePublisher } from './frame-publisher.js';
export { FRAME_STORE_OPTIONS, FrameStore } from './frame-store.js';
export { LIVE_LIMITS, LiveClients } from './live-clients.js';
export { LiveFigures } from './live-figures.js';
export { LiveController } from './live.controller.js';
