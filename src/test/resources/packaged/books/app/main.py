from fastapi import FastAPI, HTTPException
from starlette import status

from app.models import Book, NewBook
from app.store import Store


def create_app() -> FastAPI:
    app = FastAPI(title="Reading list")
    store = Store()

    @app.post("/books", status_code=status.HTTP_201_CREATED)
    def add(new: NewBook) -> Book:
        return store.add(new)

    @app.get("/books")
    def all_books() -> list[Book]:
        return store.all()

    @app.get("/books/{book_id}")
    def one_book(book_id: int) -> Book:
        book = store.get(book_id)
        if book is None:
            raise HTTPException(status_code=404, detail="no such book")
        return book

    return app


app = create_app()
