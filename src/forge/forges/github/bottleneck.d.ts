/** The part of bottleneck that works without Redis has the types of the whole. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck';
}
