/** The build of bottleneck without Redis ships no types: it has those of the full package. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck';
}
