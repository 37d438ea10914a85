declare module 'chai-4' {
  const chai: import('./address-assertion.js').ChaiStatic
  export default chai
}
