// Starts Waline as its own vanilla.js does, on 127.0.0.1 only. Arguments: the port; WALINE is its folder.
const path = require('node:path');

const folder = process.env.WALINE;
const Application = require(require.resolve('thinkjs', { paths: [folder] }));
new Application({ ROOT_PATH: folder, APP_PATH: path.join(folder, 'src'), proxy: true, env: 'production' }).run();
think.config('host', '127.0.0.1');
