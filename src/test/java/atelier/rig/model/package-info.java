/**
 * Model servers for tests: they speak a provider's protocol and answer from a script. They never
 * decide whether an answer is good. Start with {@link atelier.rig.model.FakeOllama}.
 */
package atelier.rig.model;
