// Parses with tree-sitter under a memory limit and a deadline. tree-sitter's error recovery may
// take gigabytes and minutes for a text of some kilobytes, and does not call the progress callback
// meanwhile. It does allocate: an allocation beyond the limits ends the parse with a longjmp, and
// everything that the parse has allocated is freed.

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <tree_sitter/api.h>

enum { COMPLETE = 0, TIMED_OUT = 1, OUT_OF_MEMORY = 2, ASSERTION_FAILED = 3 };

// The number of allocations between two reads of the clock.
static const uint32_t CLOCK_INTERVAL = 256;

// The header of each allocation, in a doubly linked list; `previous` is null outside of a guard.
struct block {
  struct block *previous, *next;
  size_t bytes;
  size_t padding;  // Keeps what follows aligned as malloc's blocks are.
};

struct guard {
  jmp_buf exit;
  int outcome;
  struct block blocks;  // The list's head: `previous` is the newest block, `next` the oldest.
  size_t bytes, max_bytes;
  uint64_t deadline_ns;
  uint32_t allocations;
};

static _Thread_local struct guard *active;

static uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static _Noreturn void end_parse(int outcome) {
  active->outcome = outcome;
  _longjmp(active->exit, 1);
}

// Replaces libc's function: a failed assertion in a grammar ends the parse, not the process.
// Hidden, so that only this library's own code is linked to it.
__attribute__((visibility("hidden"))) _Noreturn void __assert_fail(const char *assertion,
                                                                   const char *file,
                                                                   unsigned line,
                                                                   const char *function) {
  if (active != NULL) end_parse(ASSERTION_FAILED);
  fprintf(stderr, "atelier-scanner: %s:%u: %s: assertion %s failed\n", file, line, function,
          assertion);
  abort();
}

static void link_block(struct block *block) {
  struct block *last = active->blocks.previous;
  block->previous = last;
  block->next = &active->blocks;
  last->next = active->blocks.previous = block;
  active->bytes += block->bytes;
}

static void unlink_block(struct block *block) {
  block->previous->next = block->next;
  block->next->previous = block->previous;
  active->bytes -= block->bytes;
}

// Ends the parse if another `bytes` would exceed the memory limit, or if the deadline has passed.
static void check_limits(size_t bytes) {
  if (active == NULL) return;
  if (bytes > active->max_bytes || active->bytes > active->max_bytes - bytes) {
    end_parse(OUT_OF_MEMORY);
  }
  if (++active->allocations % CLOCK_INTERVAL == 0 && now_ns() >= active->deadline_ns) {
    end_parse(TIMED_OUT);
  }
}

static void *register_block(struct block *block, size_t bytes) {
  if (block == NULL) {
    if (active != NULL) end_parse(OUT_OF_MEMORY);
    fprintf(stderr, "atelier-scanner: cannot allocate %zu bytes\n", bytes);
    abort();
  }
  block->previous = NULL;
  block->bytes = bytes;
  if (active != NULL) link_block(block);
  return block + 1;
}

static void *guarded_malloc(size_t bytes) {
  check_limits(bytes);
  return register_block(malloc(sizeof(struct block) + bytes), bytes);
}

static void *guarded_calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX / 2;
  check_limits(bytes);
  return register_block(calloc(1, sizeof(struct block) + bytes), bytes);
}

static void guarded_free(void *pointer) {
  if (pointer == NULL) return;
  struct block *block = (struct block *)pointer - 1;
  if (block->previous != NULL) unlink_block(block);
  free(block);
}

static void *guarded_realloc(void *pointer, size_t bytes) {
  if (pointer == NULL) return guarded_malloc(bytes);
  struct block *block = (struct block *)pointer - 1;
  check_limits(bytes);
  if (block->previous != NULL) unlink_block(block);
  struct block *moved = realloc(block, sizeof(struct block) + bytes);
  if (moved == NULL) free(block);
  return register_block(moved, bytes);
}

struct text {
  const char *bytes;
  uint32_t length;
};

static const char *read_text(void *payload, uint32_t at, TSPoint point, uint32_t *length) {
  (void)point;
  const struct text *text = payload;
  *length = at < text->length ? text->length - at : 0;
  return text->bytes + (at < text->length ? at : text->length);
}

static bool is_deadline_over(TSParseState *state) {
  (void)state;
  return now_ns() >= active->deadline_ns;
}

// Returns null if the parse was ended; `guard->outcome` has the reason.
static TSTree *parse_guarded(struct guard *guard, const TSLanguage *language, struct text *text) {
  if (_setjmp(guard->exit) != 0) return NULL;
  active = guard;
  TSTree *tree = NULL;
  TSParser *parser = ts_parser_new();
  if (ts_parser_set_language(parser, language)) {
    TSInput input = {text, read_text, TSInputEncodingUTF8, NULL};
    TSParseOptions options = {NULL, is_deadline_over};
    tree = ts_parser_parse_with_options(parser, NULL, input, options);
  }
  ts_parser_delete(parser);
  if (tree == NULL) guard->outcome = TIMED_OUT;
  return tree;
}

// Returns the tree of a text, which the caller deletes as any other. Returns null, and sets
// `outcome`, if the parse exceeds the time or the memory limit.
TSTree *atelier_memory_guard_parse(const TSLanguage *language, const char *bytes, uint32_t length,
                                   uint64_t max_ms, size_t max_bytes, int *outcome) {
  struct text text = {bytes, length};
  struct guard guard = {.max_bytes = max_bytes, .deadline_ns = now_ns() + max_ms * 1000000u};
  guard.blocks.previous = guard.blocks.next = &guard.blocks;
  TSTree *tree = parse_guarded(&guard, language, &text);
  active = NULL;
  *outcome = guard.outcome;
  // The blocks of a finished tree outlive the guard; those of an ended parse are freed.
  for (struct block *block = guard.blocks.next, *next; block != &guard.blocks; block = next) {
    next = block->next;
    block->previous = NULL;
    if (tree == NULL) free(block);
  }
  return tree;
}

void atelier_memory_guard_install(void) {
  ts_set_allocator(guarded_malloc, guarded_calloc, guarded_realloc, guarded_free);
}
