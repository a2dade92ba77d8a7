export interface Habit {
  name: string;
  done: boolean;
}

export function add(habits: Habit[], name: string): Habit[] {
  const trimmed = name.trim();
  return trimmed === "" ? habits : [...habits, { name: trimmed, done: false }];
}

export function toggle(habits: Habit[], index: number): Habit[] {
  return habits.map((habit, i) => (i === index ? { ...habit, done: !habit.done } : habit));
}

export function progress(habits: Habit[]): string {
  return `${habits.filter((habit) => habit.done).length} of ${habits.length} done`;
}
