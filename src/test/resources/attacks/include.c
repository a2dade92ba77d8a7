/**/#include "@CANARY@/secret.txt"
#/**/include "@CANARY@/secret.txt"
#inc\
lude "@CANARY@/secret.txt"
_Static_assert(0, "x"
#include "@CANARY@/secret.txt"
);
__asm__(".incbin \"@CANARY@/secret.txt\"");
#if __has_include("/etc/shadow")
#error exists
#endif
int main(void) { return 0; }
