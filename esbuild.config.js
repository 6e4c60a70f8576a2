import './bundle/build.js';
