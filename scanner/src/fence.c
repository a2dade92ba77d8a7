// A parse that can be ended from within. tree-sitter's recovery from errors may take gigabytes and
// minutes for a text of some kilobytes and asks nobody meanwhile, but it allocates: what allocates
// beyond the fence's limits never gets an answer. The parse is left where it stands, and all that it
// allocated is released.

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <tree_sitter/api.h>

enum { WHOLE = 0, TOO_SLOW = 1, TOO_MUCH = 2, ABSURD = 3 };

// How many allocations pass between two looks at the clock.
static const uint32_t CLOCK_EVERY = 256;

// Stands before each block; `before` is null for one that no fence holds.
struct block {
  struct block *before, *after;
  size_t bytes;
  size_t unused;  // What follows is aligned as malloc's blocks are.
};

struct fence {
  jmp_buf way_out;
  int why;
  struct block held;  // Its neighbours are the newest and the oldest.
  size_t bytes, most_bytes;
  uint64_t end_ns;
  uint32_t allocations;
};

static _Thread_local struct fence *around;

static uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static _Noreturn void leave(int why) {
  around->why = why;
  _longjmp(around->way_out, 1);
}

// An assertion of a grammar's that fails would end the process: it ends the parse. Hidden, so that
// this library's own code alone is bound to it.
__attribute__((visibility("hidden"))) _Noreturn void __assert_fail(const char *assertion,
                                                                   const char *file,
                                                                   unsigned line,
                                                                   const char *function) {
  if (around != NULL) leave(ABSURD);
  fprintf(stderr, "atelier-scanner: %s:%u: %s: %s does not hold\n", file, line, function, assertion);
  abort();
}

static void hold(struct block *block) {
  struct block *last = around->held.before;
  block->before = last;
  block->after = &around->held;
  last->after = around->held.before = block;
  around->bytes += block->bytes;
}

static void let_go(struct block *block) {
  block->before->after = block->after;
  block->after->before = block->before;
  around->bytes -= block->bytes;
}

// Ends the parse where a block of so many bytes would be too much, or it has lasted too long.
static void admit(size_t bytes) {
  if (around == NULL) return;
  if (bytes > around->most_bytes || around->bytes > around->most_bytes - bytes) leave(TOO_MUCH);
  if (++around->allocations % CLOCK_EVERY == 0 && now_ns() >= around->end_ns) leave(TOO_SLOW);
}

static void *given(struct block *block, size_t bytes) {
  if (block == NULL) {
    if (around != NULL) leave(TOO_MUCH);
    fprintf(stderr, "atelier-scanner: no memory for %zu bytes\n", bytes);
    abort();
  }
  block->before = NULL;
  block->bytes = bytes;
  if (around != NULL) hold(block);
  return block + 1;
}

static void *fenced_malloc(size_t bytes) {
  admit(bytes);
  return given(malloc(sizeof(struct block) + bytes), bytes);
}

static void *fenced_calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX / 2;
  admit(bytes);
  return given(calloc(1, sizeof(struct block) + bytes), bytes);
}

static void fenced_free(void *pointer) {
  if (pointer == NULL) return;
  struct block *block = (struct block *)pointer - 1;
  if (block->before != NULL) let_go(block);
  free(block);
}

static void *fenced_realloc(void *pointer, size_t bytes) {
  if (pointer == NULL) return fenced_malloc(bytes);
  struct block *block = (struct block *)pointer - 1;
  admit(bytes);
  if (block->before != NULL) let_go(block);
  struct block *moved = realloc(block, sizeof(struct block) + bytes);
  if (moved == NULL) free(block);
  return given(moved, bytes);
}

struct text {
  const char *bytes;
  uint32_t length;
};

static const char *read(void *payload, uint32_t at, TSPoint point, uint32_t *length) {
  (void)point;
  const struct text *text = payload;
  *length = at < text->length ? text->length - at : 0;
  return text->bytes + (at < text->length ? at : text->length);
}

static bool is_over(TSParseState *state) {
  (void)state;
  return now_ns() >= around->end_ns;
}

// Null where it was ended: the fence says why.
static TSTree *parsed(struct fence *fence, const TSLanguage *language, struct text *text) {
  if (_setjmp(fence->way_out) != 0) return NULL;
  around = fence;
  TSTree *tree = NULL;
  TSParser *parser = ts_parser_new();
  if (ts_parser_set_language(parser, language)) {
    TSInput input = {text, read, TSInputEncodingUTF8, NULL};
    TSParseOptions options = {NULL, is_over};
    tree = ts_parser_parse_with_options(parser, NULL, input, options);
  }
  ts_parser_delete(parser);
  if (tree == NULL) fence->why = TOO_SLOW;
  return tree;
}

// The tree of a text, to be deleted as any other; null, and `why`, where it would take longer or more
// memory than it may.
TSTree *atelier_fence_parse(const TSLanguage *language, const char *bytes, uint32_t length,
                            uint64_t most_ms, size_t most_bytes, int *why) {
  struct text text = {bytes, length};
  struct fence fence = {.most_bytes = most_bytes, .end_ns = now_ns() + most_ms * 1000000u};
  fence.held.before = fence.held.after = &fence.held;
  TSTree *tree = parsed(&fence, language, &text);
  around = NULL;
  *why = fence.why;
  // A tree's blocks live on without a fence; of what was left in the middle, none do.
  for (struct block *block = fence.held.after, *next; block != &fence.held; block = next) {
    next = block->after;
    block->before = NULL;
    if (tree == NULL) free(block);
  }
  return tree;
}

void atelier_fence_build(void) {
  ts_set_allocator(fenced_malloc, fenced_calloc, fenced_realloc,
                   fenced_free);
}
