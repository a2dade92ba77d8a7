package atelier.project;

import atelier.event.Usage;

/** The tokens that the models have read and written for a project. */
public record TokenCount(int prompt, int completion) {
  static final TokenCount NONE = new TokenCount(0, 0);

  TokenCount plus(Usage usage) {
    return new TokenCount(prompt + usage.promptTokens(), completion + usage.completionTokens());
  }
}
