#include "rpn.h"

#include <stdio.h>

static int passed;
static int failed;

static void expect(const char *expression, enum rpn_status status, double value)
{
    double result = 0;
    enum rpn_status actual = rpn_evaluate(expression, &result);
    if (actual == status && (status != RPN_OK || result == value)) {
        passed++;
    } else {
        failed++;
        printf("FAIL %s: status %d, result %g\n", expression, actual, result);
    }
}

int main(void)
{
    expect("3 4 +", RPN_OK, 7);
    expect("10 4 -", RPN_OK, 6);
    expect("2 3 4 * +", RPN_OK, 14);
    expect("9 2 /", RPN_OK, 4.5);
    expect("-3 4 +", RPN_OK, 1);
    expect("1 0 /", RPN_DIVISION_BY_ZERO, 0);
    expect("1 +", RPN_SYNTAX, 0);
    expect("1 2", RPN_SYNTAX, 0);
    expect("1 x +", RPN_SYNTAX, 0);
    expect("", RPN_SYNTAX, 0);
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
