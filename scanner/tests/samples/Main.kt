package todo

import kotlin.math.max

data class Item(val title: String, var done: Boolean = false)

fun List<Item>.open(): List<Item> = filter { !it.done }.also { println("${it.size} open") }

fun main() {
    val n = max(1, listOf(Item("x")).open().size)
    when (n) {
        1 -> println("one")
        else -> println(n)
    }
}
