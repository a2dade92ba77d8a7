from pydantic import BaseModel, Field


class NewBook(BaseModel):
    title: str = Field(min_length=1)
    author: str = Field(min_length=1)


class Book(NewBook):
    id: int
