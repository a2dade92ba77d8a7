/**
 * A real browser for tests of the dashboard, driven over the DevTools protocol. It never knows what
 * a view is about. Start with {@link atelier.rig.browser.Screen}.
 */
package atelier.rig.browser;
