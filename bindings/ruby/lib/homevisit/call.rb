# frozen_string_literal: true

require "json"

module Homevisit
  # Between Ruby and the library, for this package alone: documents become text, outcomes that failed exceptions.
  module Call
    E_MEMORY = -6
    E_ARGUMENT = -8
    MAX_NESTING = 200 # more than any sound document has

    class << self
      # What a call made: how is :take_policy, :take_visit, :take_report, :text or :number. The outcome goes at once,
      # since Ruby's collector does not see how much hangs on it.
      def take(outcome, error, how = nil)
        refuse(outcome, error) unless outcome.code.zero?
        how && outcome.public_send(how)
      ensure
        Surface.surface_outcome_free(outcome)
      end

      # The problems of an outcome, whether it is a success or not.
      def problems(outcome)
        refuse(outcome, PolicyError) if [E_MEMORY, E_ARGUMENT].include?(outcome.code)
        Problem.read(outcome.problems) { |index| outcome.is_warning(index) != 0 }
      ensure
        Surface.surface_outcome_free(outcome)
      end

      # A String in UTF-8. Binary ones are taken for it; the library refuses what is not.
      def text(source)
        raise TypeError, "expected a String, not #{source.class}" unless source.is_a?(String)

        known = [Encoding::UTF_8, Encoding::US_ASCII, Encoding::BINARY].include?(source.encoding)
        known ? source : source.encode(Encoding::UTF_8)
      end

      # A document: text, or a Hash that is written as JSON.
      def document(source)
        source.is_a?(Hash) ? JSON.generate(source, max_nesting: MAX_NESTING) : text(source)
      end

      # A time in RFC 3339, a Time, seconds as an Integer, or nil, as the pair that calls take.
      def moment(at)
        case at
        when nil then [0, 0]
        when Integer then [1, at]
        when Time then [1, at.to_i]
        else [1, take(Surface.surface_time_read(text(at)), VisitError, :number)]
        end
      end

      # Gives the block a handle with: name, what problems call the document; bases, documents; limits, a Hash.
      def with_options(options)
        unknown = options.keys - %i[name bases limits]
        raise ArgumentError, "unknown keyword: #{unknown.first.inspect}" unless unknown.empty?

        bases = (options[:bases] || []).map { |base| document(base) }
        handle = Surface::OptionsHandle.new
        begin
          told(handle.document(text(options[:name])), "the name") if options[:name]
          bases.each { |base| told(handle.add_base(base), "a base") }
          (options[:limits] || {}).each { |limit, value| told(handle.limit(limit.to_s, value), "the limit #{limit}") }
          yield handle
        ensure
          Surface.surface_options_free(handle)
        end
      end

      private

      def told(code, what)
        raise ArgumentError, "#{what}: #{Surface.surface_code_text(code)}" unless code.zero?
      end

      def refuse(outcome, error)
        case outcome.code
        when E_MEMORY then raise NoMemoryError, outcome.message
        when E_ARGUMENT then raise ArgumentError, outcome.message
        else raise error.new(outcome.message, outcome.problems)
        end
      end
    end
  end

  # What policies and visits have in common: a handle that goes with the object, or at once by close.
  module Owner
    # The library's own handle; for this package.
    def handle
      @handle or raise ArgumentError, "the #{self.class.name[/\w+\z/].downcase} is closed"
    end

    def closed?
      @handle.nil?
    end

    # A copy would share the handle and free it twice.
    def initialize_copy(_other)
      raise TypeError, "a #{self.class} is not copied"
    end

    # Gives the object itself, or, to a block, the object until the block ends.
    def self.open(object)
      return object unless block_given?

      begin
        yield object
      ensure
        object.close
      end
    end
  end
end
