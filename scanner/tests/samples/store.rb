require "json"

module Todo
  class Store
    attr_reader :items

    def initialize(items = []) = @items = items

    def add(title)
      @items << { title:, done: false } unless title.empty?
      puts <<~TEXT
        #{title} added
      TEXT
    end
  end
end
