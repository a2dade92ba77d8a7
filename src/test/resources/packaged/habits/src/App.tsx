import { FormEvent, useState } from "react";
import { add, Habit, progress, toggle } from "./habits";
import "./App.css";

export default function App() {
  const [habits, setHabits] = useState<Habit[]>([]);
  const [name, setName] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    setHabits(add(habits, name));
    setName("");
  }

  return (
    <main>
      <h1>Habits</h1>
      <form onSubmit={submit}>
        <input aria-label="Habit" value={name} onChange={(e) => setName(e.target.value)} />
        <button type="submit">Add</button>
      </form>
      <ul>
        {habits.map((habit, index) => (
          <li key={index} className={habit.done ? "done" : ""}>
            <button aria-pressed={habit.done} onClick={() => setHabits(toggle(habits, index))}>
              {habit.name}
            </button>
          </li>
        ))}
      </ul>
      <p>{progress(habits)}</p>
    </main>
  );
}
